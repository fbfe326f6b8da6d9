import { types } from "@landing-zone/plan/plan-graph";
import { allMonth, hoursPerMonth, type Charger } from "../charge";
import { clamped, mapIn, numberIn, textIn } from "../inputs";

/** GiB of storage that the price of an instance includes. Source: AWS DMS pricing. */
const includedStorage = (instanceClass: string) => (instanceClass.startsWith("dms.t") ? 50 : 100);

/** An instance with a standby costs as much as two, its storage too. */
const replicationInstance: Charger = ({ inputs }) => {
  const instanceClass = textIn(inputs, "replicationInstanceClass") ?? "class unknown";
  const copies = inputs["multiAz"] === true ? 2 : 1;
  const storage = numberIn(inputs, "allocatedStorage") ?? 0;
  const beyond = Math.max(storage - includedStorage(instanceClass), 0);
  return [
    allMonth(
      `${instanceClass}${copies === 2 ? ", Multi-AZ" : ""}`,
      `dms.instance.${instanceClass}`,
      copies,
    ),
    ...(beyond === 0
      ? []
      : [
          {
            item: `${beyond} GiB of DMS storage beyond the included`,
            price: "dms.storage",
            quantity: beyond * copies,
          },
        ]),
  ];
};

const replicationConfig: Charger = ({ inputs }, { assumptions }) => {
  const compute = mapIn(inputs, "computeConfig");
  const units = clamped(assumptions.dmsCapacityUnits, {
    min: numberIn(compute, "minCapacityUnits"),
    max: numberIn(compute, "maxCapacityUnits"),
  });
  const copies = compute["multiAz"] === true ? 2 : 1;
  return [
    {
      item: `${units} DCU${copies === 2 ? ", Multi-AZ" : ""}`,
      price: "dms.capacityUnit",
      quantity: units * copies * hoursPerMonth,
      assumption: "dmsCapacityUnits",
    },
  ];
};

/** The charges for DMS. */
export const replicationCharges: Readonly<Record<string, Charger>> = {
  [types.dmsInstance]: replicationInstance,
  [types.dmsConfig]: replicationConfig,
};
