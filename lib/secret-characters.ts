const punctuation = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";

/**
 * The only punctuation that generated passwords use: DMS misreads some of the rest (`; : . + %` and
 * quotes among them), connection strings and shells others.
 */
export const passwordPunctuation = "-_";

/**
 * Characters that generated passwords exclude, in the form that Secrets Manager's rotation
 * functions accept.
 */
export const excludedCharacters = Array.from(punctuation)
  .filter((character) => !passwordPunctuation.includes(character))
  .join("");
