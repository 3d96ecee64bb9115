import { draftOf, emptyPoll, formOfPoll, missingIn } from './poll-form.js';

describe('the poll editor', () => {
  it('leaves out empty answers and blank languages', () => {
    const form = {
      ...emptyPoll,
      question: { en: ' Water? ', hi: ' ' },
      options: [{ en: 'Yes' }, { en: ' ' }, { hi: 'नहीं' }],
    };
    expect(draftOf(form)).toEqual({
      kind: 'single',
      question: { en: 'Water?' },
      options: [{ en: 'Yes' }, { hi: 'नहीं' }],
      results: 'live',
      changeable: true,
      votingIntention: false,
    });
    expect(missingIn(form)).toEqual({ question: false, options: false });
  });

  it('sends no answers for a rating, and never more choices than answers', () => {
    const form = { ...emptyPoll, question: { en: 'How was it?' }, options: [{ en: 'a' }, { en: 'b' }], maxChoices: 5 };
    expect(draftOf({ ...form, kind: 'rating' })).not.toHaveProperty('options');
    expect(draftOf({ ...form, kind: 'multiple' }).maxChoices).toBe(2);
    expect(draftOf({ ...form, kind: 'single' })).not.toHaveProperty('maxChoices');
  });

  it('says what is missing', () => {
    expect(missingIn(emptyPoll)).toEqual({ question: true, options: true });
    expect(missingIn({ ...emptyPoll, kind: 'rating', question: { hi: 'कैसा रहा?' } })).toEqual({
      question: false,
      options: false,
    });
  });

  it('gives a rating two answers to begin with when its kind is changed', () => {
    const rating = { kind: 'rating', question: {}, options: [], maxChoices: 1, seconds: null } as never;
    expect(formOfPoll(rating).options).toHaveLength(2);
  });
});
