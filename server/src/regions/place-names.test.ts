import { districtsToday, sameState, spellingGap } from './place-names.js';

describe('places that the post office spells its own way', () => {
  it.each([
    ['BIHAR', 'Bihar', true],
    ['CHATTISGARH', 'Chhattisgarh', true],
    ['JAMMU & KASHMIR', 'Jammu and Kashmir', true],
    ['ANDHRA PRADESH', 'Telangana', true],
    ['DAMAN & DIU', 'The Dadra and Nagar Haveli and Daman and Diu', true],
    ['MADHYA PRADESH', 'Andhra Pradesh', false],
  ])('%s is the state %s: %s', (postal, own, same) => expect(sameState(postal, own)).toBe(same));

  it.each([
    ['Kaimur (Bhabua)', 'Kaimur'],
    ['Aurangabad(BH)', 'Aurangabad'],
    ['East Champaran', 'Purbi Champaran'],
    ['Allahabad', 'Prayagraj'],
    ['Surendra Nagar', 'Surendranagar'],
    ['Hazaribag', 'Hazaribagh'],
    ['Leh', 'Leh Ladakh'],
    ['Bijapur(KAR)', 'Vijayapura'],
    ['Bijapur(CGH)', 'Bijapur'],
    ['Raigarh(MH)', 'Raigad'],
    ['North 24 Parganas', '24 Paraganas North'],
  ])('%s is %s', (postal, own) => expect(spellingGap(postal, own)).toBeLessThanOrEqual(1));

  it.each([
    ['Patna', 'Panna'],
    ['Gaya', 'Garhwa'],
    ['East Champaran', 'Pashchim Champaran'],
    ['Rampur', 'Hamirpur'],
    ['Banka', 'Buxar'],
  ])('%s is not %s, or at least nothing like as near as itself', (postal, own) => {
    expect(spellingGap(postal, own)).toBeGreaterThan(spellingGap(postal, postal));
  });

  it.each([
    ['Jaintia Hills', 'Jowai', ['West Jaintia Hills']],
    ['Jaintia Hills', 'L;adrymbai', ['West Jaintia Hills', 'East Jaintia Hills']],
    ['Jaintia Hills', 'Ladrymbai', ['East Jaintia Hills']],
    ['Jaintia Hills', 'NA', ['West Jaintia Hills', 'East Jaintia Hills']],
    ['East Jaintia Hills', 'Khliehriat', ['East Jaintia Hills']],
    ['Gaya', 'Sherghati', ['Gaya']],
  ])('%s with the taluk %s may be %j today', (district, taluk, today) => {
    expect(districtsToday(district, taluk)).toEqual(today);
  });
});
