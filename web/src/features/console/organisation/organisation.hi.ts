import type { Translated } from '../../../app/i18n/texts.js';
import type { organisation as english } from './organisation.en.js';

export const organisation: Translated<typeof english> = {
  title: 'संगठन',
  nameAndColour: 'नाम और रंग',
  name: 'नाम',
  nameMissing: '2 से 80 अक्षरों का नाम लिखें।',
  accent: 'रंग',
  accentHint: 'हर पेज पर बटन और लिंक का रंग। गहरे रूप के लिए हल्का रंग अपने आप बन जाता है।',
  accentOwn: 'अपना रंग रखें',
  accentPicker: 'रंग चुनें',
  accentCode: 'रंग का कोड',
  accentWrong: 'रंग ऐसे लिखें: #0b6e69',
  contrastGood: 'फ़र्क़ {{ratio}} और 1 का: सब पढ़ सकेंगे।',
  contrastPoor: 'फ़र्क़ {{ratio}} और 1 का: धूप में पढ़ा नहीं जाएगा, 4.5 चाहिए। सबसे पास का ठीक रंग {{nearest}} है।',
  takeNearest: '{{nearest}} लें',
  inLight: 'उजले रूप में',
  inDark: 'गहरे रूप में',
  sampleButton: 'बटन',
  sampleLink: 'लिंक',
  save: 'सहेजें',
  saved: 'सहेज लिया। अब जो भी पेज खुलेगा, उस पर दिखेगा।',
  levels: 'इलाक़ों के स्तर',
  levelsText: 'ऊपर से नीचे। इलाक़े “इलाक़े” पेज पर जोड़े जाते हैं।',
};
