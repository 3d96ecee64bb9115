import fc from 'fast-check';
import { CastBallotDto, DraftPollDto } from '../polls/polls.dto.js';
import { SendMessageDto } from '../chat/chat.dto.js';
import { commands } from '../socket-events.js';
import { parse, PayloadError } from './parse.js';

const id = '0190a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b';

describe('checking what was sent', () => {
  it('gives an instance of the class for what is right', () => {
    const dto = parse(CastBallotDto, { pollId: id, choices: [1], clientId: id });
    expect(dto).toBeInstanceOf(CastBallotDto);
    expect(dto.choices).toEqual([1]);
  });

  it('names each wrong field by its path', () => {
    const options = [{ en: 'Yes' }, { fr: 'Non' }];
    const draft = { kind: 'single', question: { en: 'Well?' }, options, results: 'live', changeable: 1 };
    expect.assertions(2);
    try {
      parse(DraftPollDto, draft);
    } catch (error) {
      expect(error).toBeInstanceOf(PayloadError);
      expect(Object.keys((error as PayloadError).details.fields!).sort()).toEqual(['changeable', 'options']);
    }
  });

  it('refuses unknown fields rather than dropping them', () => {
    expect(() => parse(CastBallotDto, { pollId: id, choices: [0], clientId: id, voterId: id })).toThrow(PayloadError);
  });

  it('takes line breaks but no other control characters in a message', () => {
    const message = { room: 'rally', clientId: id };
    expect(parse(SendMessageDto, { ...message, text: 'नमस्ते\nbihar' }).text).toBe('नमस्ते\nbihar');
    expect(() => parse(SendMessageDto, { ...message, text: 'a\u0000b' })).toThrow(PayloadError);
    expect(() => parse(SendMessageDto, { ...message, text: 'a\u009bb' })).toThrow(PayloadError);
  });

  it('never lets a payload reach a prototype', () => {
    for (const text of ['{"__proto__":{"admin":true}}', '{"constructor":{"prototype":{"admin":true}}}']) {
      expect(() => parse(CastBallotDto, JSON.parse(text))).toThrow(PayloadError);
    }
    expect(({} as { admin?: boolean }).admin).toBeUndefined();
  });

  it('answers anything at all with an instance or a PayloadError, for every command', () => {
    const classes = Object.values(commands).map(({ payload }) => payload);
    fc.assert(
      fc.property(fc.constantFrom(...classes), fc.anything({ withNullPrototype: true }), (dto, raw) => {
        try {
          expect(parse<object>(dto, raw)).toBeInstanceOf(dto);
        } catch (error) {
          expect(error).toBeInstanceOf(PayloadError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
