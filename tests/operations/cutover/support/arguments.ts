/** The action `run` of a verb, for which nobody is asked. */
export const run = ["run", "--yes", "--decider", "Anna", "--still", "1"];

/** Accepts the gates that a test does not pass. */
export const accepted = [
  ...["--accept", "rehearsal=this is the rehearsal itself"],
  ...["--accept", "maintenance=the emulator knows nothing of it"],
  ...["--accept", "validation=the step settle waits for it"],
];
