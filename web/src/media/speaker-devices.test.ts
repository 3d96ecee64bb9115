import { problemOf } from './speaker-devices.js';

const named = (name: string) => Object.assign(new Error('from the browser'), { name });

describe('problemOf', () => {
  it.each([
    ['NotAllowedError', 'denied'],
    ['SecurityError', 'denied'],
    ['NotFoundError', 'none'],
    ['OverconstrainedError', 'none'],
    ['NotReadableError', 'busy'],
    ['AbortError', 'busy'],
    ['TypeError', 'failed'],
  ])('tells %s as %s', (name, problem) => expect(problemOf(named(name))).toBe(problem));

  it('takes what is no error for a failure', () => expect(problemOf('no')).toBe('failed'));
});
