import { receiptStart } from '@sammelan/shared/polls/polls.rules.js';
import { ballotIn } from './find-ballot.js';

describe('one’s ballot in the public list', () => {
  const csv =
    '\uFEFFreceipt,kind,"Yes, now",No\r\n7KQ2-M9XD-04TC-ZH3E,invited,0,1\r\n8000-0000-0000-0000,verified,1,1\r\n';

  it('is found by its receipt, with what was chosen', () => {
    expect(ballotIn(csv, '7KQ2-M9XD-04TC-ZH3E')).toEqual({ kind: 'invited', choices: [1] });
    expect(ballotIn(csv, '8000-0000-0000-0000')).toEqual({ kind: 'verified', choices: [0, 1] });
    expect(ballotIn(csv, '7KQ2-M9XD-04TC-ZH3F')).toBeNull();
  });

  it('is asked for together with hundreds of others', () => {
    const start = (voters: number) => receiptStart('7KQ2-M9XD-04TC-ZH3E', voters);
    expect([0, 1, 600, 15_999, 16_001, 600_000, 1e9].map(start)).toEqual(['', '', '', '', '7', '7K', '7KQ']);
  });
});
