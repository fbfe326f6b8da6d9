/** Functions of `Object` and `Reflect` that write to their first argument. */
const writers = new Set(["assign", "defineProperties", "defineProperty", "set", "setPrototypeOf"]);

/** Objects of JavaScript that everything shares, such as `Error` and `Promise`. */
const isShared = (name) => /^[A-Z]/.test(name) && name in globalThis;

const isPackage = (source) => typeof source === "string" && !/^(\.|@landing-zone\/)/.test(source);

/**
 * An ESLint rule: nothing writes to `require.cache`, to a prototype, to an object that JavaScript
 * itself has, or to anything that a package exports.
 */
export const noPatches = {
  meta: {
    type: "problem",
    schema: [],
    messages: {
      patch: "Use packages and Node.js as they are: do not change {{ target }}.",
    },
  },
  create({ sourceCode, report }) {
    const variableOf = (node) => {
      for (let scope = sourceCode.getScope(node); scope; scope = scope.upper) {
        const variable = scope.set.get(node.name);
        if (variable) return variable;
      }
      return undefined;
    };
    const isLoaded = ({ callee, arguments: [source] }) =>
      isPackage(source?.value) && /require|^sdk$/i.test(sourceCode.getText(callee));
    const isForeign = (node) => {
      switch (node?.type) {
        case "Identifier":
          return isForeignVariable(node);
        case "MemberExpression":
          return (
            node.property.name === "prototype" ||
            sourceCode.getText(node) === "require.cache" ||
            isForeign(node.object)
          );
        case "CallExpression":
          return isLoaded(node);
        case "TSAsExpression":
        case "TSNonNullExpression":
        case "AwaitExpression":
          return isForeign(node.expression ?? node.argument);
        case "ImportExpression":
          return isPackage(node.source.value);
        default:
          return false;
      }
    };
    const isForeignVariable = (node) => {
      const [definition] = variableOf(node)?.defs ?? [];
      if (definition === undefined) return isShared(node.name);
      if (definition.type === "ImportBinding") return isPackage(definition.parent.source.value);
      return definition.type === "Variable" && isForeign(definition.node.init);
    };
    const refuse = (node, target) => {
      report({ node, messageId: "patch", data: { target: sourceCode.getText(target) } });
    };
    return {
      AssignmentExpression(node) {
        const { left } = node;
        if (left.type === "MemberExpression" && isForeign(left.object)) refuse(node, left);
      },
      CallExpression(node) {
        const { object, property } = node.callee;
        const [target] = node.arguments;
        const isWrite =
          /^(Object|Reflect)$/.test(object?.name ?? "") && writers.has(property?.name);
        if (isWrite && isForeign(target)) refuse(node, target);
      },
    };
  },
};
