const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/**
 * The only punctuation that generated passwords use: DMS misreads some of the rest (`; : . + %` and
 * quotes among them), connection strings and shells others.
 */
export const passwordPunctuation = "-_";

/** What generated passwords leave out, as Secrets Manager's rotation functions take it. */
export const excludedCharacters = Array.from(punctuation)
  .filter((character) => !passwordPunctuation.includes(character))
  .join("");
