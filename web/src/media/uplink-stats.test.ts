import { countUplink, judgeUplink } from './uplink-stats.js';

const layer = { type: 'outbound-rtp', kind: 'video', active: true, framesPerSecond: 25, framesEncoded: 100 };
const judge = (...report: Parameters<typeof countUplink>[0] extends Iterable<infer R> ? R[] : never) =>
  judgeUplink(countUplink(report));

describe('the uplink in a word', () => {
  it('counts the layers that deliver', () => {
    const counts = countUplink([layer, layer, { ...layer, active: false }, { ...layer, framesPerSecond: 0 }]);
    expect(counts).toMatchObject({ activeLayers: 2, framesEncoded: 400 });
  });

  it('is good when nothing is in the way', () => {
    expect(judge(layer, { type: 'remote-inbound-rtp', fractionLost: 0.01, roundTripTime: 0.2 })).toBe('good');
  });

  it('is weak where the network holds the picture down, loses or is slow', () => {
    expect(judge({ ...layer, qualityLimitationReason: 'bandwidth' })).toBe('weak');
    expect(judge({ type: 'remote-inbound-rtp', fractionLost: 0.06 })).toBe('weak');
    expect(judge({ type: 'remote-inbound-rtp', roundTripTime: 0.6 })).toBe('weak');
  });

  it('tells a slow device from a weak network, and names the network first', () => {
    const slow = { ...layer, qualityLimitationReason: 'cpu' };
    expect(judge(slow)).toBe('slow-device');
    expect(judge(slow, { ...layer, qualityLimitationReason: 'bandwidth' })).toBe('weak');
  });
});
