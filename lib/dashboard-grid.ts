/** Columns of a CloudWatch dashboard. */
export const gridWidth = 24;

/** The size of a widget, in columns and rows. */
export interface Size {
  /** 1 to {@link gridWidth}. */
  readonly width: number;
  readonly height: number;
}

/** Position of a widget's upper left corner on the dashboard. */
export interface Position {
  readonly x: number;
  readonly y: number;
}

/** Places widgets in lines, like words on a page: as many in a line as fit, in the order given. */
export function placed<Widget extends Size>(widgets: readonly Widget[]): (Widget & Position)[] {
  let [x, y, lineHeight] = [0, 0, 0];
  return widgets.map((widget) => {
    if (x + widget.width > gridWidth) {
      [x, y, lineHeight] = [0, y + lineHeight, 0];
    }
    const position = { x, y };
    x += widget.width;
    lineHeight = Math.max(lineHeight, widget.height);
    return { ...widget, ...position };
  });
}
