import { expect } from "chai";
import { markup } from "@landing-zone/plan-report/html";

describe("Markup of the report", () => {
  const hostile = `"><script>alert('x')</script>&`;

  it("escapes values in texts and attributes", () => {
    const { text } = markup`<p title="${hostile}">${hostile}</p>`;
    const escaped = "&quot;&gt;&lt;script&gt;alert(&#39;x&#39;)&lt;/script&gt;&amp;";
    expect(text).to.equal(`<p title="${escaped}">${escaped}</p>`);
  });

  it("takes its own markup as it is, however deep", () => {
    const items = ["a", "<b>"].map((item) => markup`<li>${item}</li>`);
    expect(markup`<ul>${[items, [markup`<li/>`]]}</ul>`.text).to.equal(
      "<ul><li>a</li><li>&lt;b&gt;</li><li/></ul>",
    );
  });

  it("shows numbers, zero too, and nothing for what is absent", () => {
    expect(markup`${0}${undefined}${false}${[]}`.text).to.equal("0");
  });
});
