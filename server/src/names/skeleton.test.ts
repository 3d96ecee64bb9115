import { skeletons } from './skeleton.js';

const alike = (one: string, other: string): boolean => skeletons(one).some((key) => skeletons(other).includes(key));

describe('what a name looks like', () => {
  it.each([
    ['Nirmala Singh', 'NIRMALA  SINGH'],
    ['Nirmala Singh', 'Nirma1a Singh'],
    ['Nirmala Singh', 'Nіrmаlа Sіngh'],
    ['Nirmala Singh', 'Nirmala\u200bSingh'],
    ['Nirmala Singh', 'Singh Nirmala'],
    ['Nirmala Singh', 'Smt. Nirmala Singh (Official)'],
    ['Nirmala Singh', 'Ｎｉｒｍａｌａ Ｓｉｎｇｈ'],
    ['Nirmala Singh', 'Nírmälâ Siñgh'],
    ['Nirmala Singh', 'Nirrnala Singh'],
    ['राम कुमार', 'राम‌ कुमार जी'],
    ['राम कुमार', 'श्री राम कुमार'],
    ['राम कुमार', 'राम कूमार'],
    ['राम कुमार', 'राम़ कुमार'],
    ['राम कुमार', 'राँम कुमार'],
    ['अखिलेश', 'अखिलैश'],
  ])('is the same for %s and %s', (one, other) => {
    expect(alike(one, other)).toBe(true);
  });

  it.each([
    ['Nirmala Singh', 'Nirmala Devi'],
    ['Nirmala Singh', 'Vimala Singh'],
    ['Nirmala Singh', 'Singh'],
    ['राम कुमार', 'श्याम कुमार'],
    ['राम कुमार', 'रमा कुमारी'],
    ['राम कुमार', 'राम'],
  ])('is not the same for %s and %s', (one, other) => {
    expect(alike(one, other)).toBe(false);
  });
});
