import { expect } from "chai";
import { excludedCharacters, passwordPunctuation } from "../../../lib/secret-characters";

describe("password characters", () => {
  it("exclude what DMS rejects in a password, so that a rotation never breaks an endpoint", () => {
    expect(excludedCharacters).to.include.members(Array.from(";:.+%\"'@/\\"));
  });

  it("are letters, digits and the punctuation that is allowed, once the excluded ones are gone", () => {
    const printable = Array.from({ length: 94 }, (_, index) => String.fromCharCode(33 + index));
    const left = printable.filter((character) => !excludedCharacters.includes(character)).join("");
    expect(left.replace(/[0-9A-Za-z]/g, "")).to.equal(passwordPunctuation);
    expect(left).to.have.length(62 + passwordPunctuation.length);
  });
});
