import { markup, type Content, type Html } from "./html";

/** A column of a table. */
export interface Column<T> {
  readonly title: string;
  readonly cell: (row: T) => Content;
  /** Whether the cells are never broken, as for ports and times. */
  readonly short?: true;
}

/** Rows under a heading of their own. */
export interface RowGroup<T> {
  readonly heading: Content;
  readonly rows: readonly T[];
  /** Text in place of an empty table. */
  readonly none?: string;
}

/**
 * A table whose first column names the row.
 * @param caption What the table is, for readers who do not see it.
 */
export function table<T>(caption: string, columns: readonly Column<T>[], rows: readonly T[]): Html {
  return frame(
    caption,
    columns,
    markup`<tbody>${rows.map((row) => tableRow(columns, row, true))}</tbody>`,
  );
}

/** A table in groups, each with a heading that spans it. */
export function groupedTable<T>(
  caption: string,
  columns: readonly Column<T>[],
  groups: readonly RowGroup<T>[],
): Html {
  const width = columns.length;
  const bodies = groups.map(
    ({ heading, rows, none }) => markup`<tbody>
<tr class="group"><th scope="rowgroup" colspan="${width}">${heading}</th></tr>
${rows.map((row) => tableRow(columns, row, false))}${
      rows.length === 0 && markup`<tr><td class="absent" colspan="${width}">${none}</td></tr>`
    }</tbody>
`,
  );
  return frame(caption, columns, bodies);
}

function frame<T>(caption: string, columns: readonly Column<T>[], bodies: Content): Html {
  return markup`<table>
<caption class="unseen">${caption}</caption>
<thead><tr>${columns.map(({ title }) => markup`<th scope="col">${title}</th>`)}</tr></thead>
${bodies}
</table>`;
}

function tableRow<T>(columns: readonly Column<T>[], row: T, isNamed: boolean): Html {
  const cells = columns.map(({ title, cell, short }, index) => {
    const look = short && markup` class="short"`;
    return isNamed && index === 0
      ? markup`<th scope="row"${look}>${cell(row)}</th>`
      : markup`<td data-label="${title}"${look}>${cell(row)}</td>`;
  });
  return markup`<tr>${cells}</tr>
`;
}

/** Said where a plan has nothing to show. */
export function absent(text: string): Html {
  return markup`<p class="absent">${text}</p>`;
}
