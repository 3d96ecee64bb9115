import type { Ack } from '@sammelan/shared/contract/contract.js';
import { PendingSends } from './pending-sends.js';

interface Sent {
  name: string;
  reply: (ack: Ack<unknown>) => void;
}

const line = () => {
  const sent: Sent[] = [];
  return { sent, transmit: (name: string, _payload: object, reply: Sent['reply']) => void sent.push({ name, reply }) };
};

const send = (pending: PendingSends, name: string, repeatable: boolean) =>
  new Promise((resolve, reject) => pending.add({ name, payload: {}, repeatable, resolve, reject }));

describe('PendingSends', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it('keeps repeatable sends over a loss, in order, and settles each once', async () => {
    const pending = new PendingSends();
    const first = line();
    pending.connected(first.transmit);
    const one = send(pending, 'one', true);
    const two = send(pending, 'two', true);
    pending.disconnected();
    const three = send(pending, 'three', true);
    const second = line();
    pending.connected(second.transmit);
    expect(second.sent.map(({ name }) => name)).toEqual(['one', 'two', 'three']);
    second.sent.forEach(({ reply }, index) => reply({ ok: true, data: index }));
    first.sent[0]!.reply({ ok: true, data: 'late' });
    await expect(Promise.all([one, two, three])).resolves.toEqual([0, 1, 2]);
  });

  it('fails what cannot be repeated when the line is lost', async () => {
    const pending = new PendingSends();
    pending.connected(line().transmit);
    const ask = send(pending, 'ask', false);
    pending.disconnected();
    await expect(ask).rejects.toMatchObject({ code: 'unavailable' });
  });

  it('sends what was asked before the line was up', async () => {
    const pending = new PendingSends();
    const ask = send(pending, 'ask', false);
    const { sent, transmit } = line();
    pending.connected(transmit);
    sent[0]!.reply({ ok: false, error: { code: 'chat-slow', message: 'slow', data: { seconds: 3 } } });
    await expect(ask).rejects.toMatchObject({ code: 'chat-slow', details: { data: { seconds: 3 } } });
  });

  it('gives up on a server that does not answer, but keeps repeatable sends while there is no line', async () => {
    const pending = new PendingSends();
    const kept = send(pending, 'kept', true);
    const ask = send(pending, 'ask', false);
    const failed = expect(ask).rejects.toMatchObject({ code: 'unavailable' });
    await jest.advanceTimersByTimeAsync(60_000);
    await failed;
    const { sent, transmit } = line();
    pending.connected(transmit);
    expect(sent.map(({ name }) => name)).toEqual(['kept']);
    sent[0]!.reply({ ok: true, data: 1 });
    await expect(kept).resolves.toBe(1);
  });

  it('tries a repeatable send again while the server cannot store it', async () => {
    const pending = new PendingSends();
    const { sent, transmit } = line();
    pending.connected(transmit);
    const kept = send(pending, 'kept', true);
    sent[0]!.reply({ ok: false, error: { code: 'unavailable', message: 'no database' } });
    await jest.advanceTimersByTimeAsync(2_000);
    expect(sent).toHaveLength(2);
    sent[1]!.reply({ ok: true, data: 'stored' });
    await expect(kept).resolves.toBe('stored');
    await jest.advanceTimersByTimeAsync(60_000);
    expect(sent).toHaveLength(2);
  });
});
