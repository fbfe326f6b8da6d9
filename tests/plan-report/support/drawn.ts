/** A box of a drawing as it is in a page. */
export interface DrawnBox {
  readonly look: string;
  /** Its rows; non-breaking spaces are spaces. */
  readonly texts: readonly string[];
}

/** Contents of a drawing in a page. */
export interface Drawn {
  readonly boxes: readonly DrawnBox[];
  /** Texts beside lines. */
  readonly labels: readonly string[];
  /** Number of VPN tunnels. */
  readonly tunnels: number;
}

/** Reads the drawing of a report's page. */
export function drawnIn(page: string): Drawn {
  const [, svg = ""] = /<svg class="drawing"(.*?)<\/svg>/s.exec(page)!;
  const groups = [...svg.matchAll(/<g class="box (\w+)">(.*?)<\/g>/gs)];
  return {
    boxes: groups.map(([, look = "", content = ""]) => ({ look, texts: textsIn(content) })),
    labels: textsIn(svg.replace(/<g .*?<\/g>/gs, "")),
    tunnels: svg.match(/<path class="tunnel"/g)?.length ?? 0,
  };
}

/** The texts, each as a whole where only its beginning is shown. */
function textsIn(markup: string): string[] {
  return [...markup.matchAll(/<text [^>]*>([^<]*)(?:<title>([^<]*)<\/title>)?<\/text>/g)].map(
    ([, shown = "", whole]) => (whole ?? shown).replaceAll("\u00a0", " "),
  );
}
