/** Choices as a bit mask: option 0 is bit 0. Ten options fit PostgreSQL's smallint. */
export const toMask = (choices: readonly number[]): number => choices.reduce((mask, choice) => mask | (1 << choice), 0);

/** The choices of a mask, ascending. */
export function fromMask(mask: number): number[] {
  const choices: number[] = [];
  for (let choice = 0; mask >> choice; choice += 1) if ((mask >> choice) & 1) choices.push(choice);
  return choices;
}

/** Options a poll can have; tallies hold as many counts. */
export const maxOptions = 10;
