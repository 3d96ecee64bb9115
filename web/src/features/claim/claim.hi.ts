import type { Translated } from '../../app/i18n/texts.js';
import type { claim as english } from './claim.en.js';

export const claim: Translated<typeof english> = {
  title: 'यह सम्मेलन अब आपका है',
  text: 'बस दो नाम, और आप पहली रैली कर सकते हैं। दोनों बाद में बदल सकते हैं।',
  organisationName: 'आपके संगठन का नाम क्या है?',
  organisationHint: 'यह सबको दिखेगा: पेज पर, लिंक और न्योतों में।',
  organisationMissing: 'नाम लिखें, 2 से 80 अक्षर।',
  name: 'आपका नाम क्या है?',
  nameHint: 'आप मालिक होंगे: सब कुछ कर सकेंगे और औरों को काम दे सकेंगे।',
  nameMissing: 'अपना नाम लिखें, 2 से 40 अक्षर।',
  start: 'शुरू करें',
  browserHint: 'यह ब्राउज़र आपकी चाबी है। जल्दी ही “खाता” में लॉगिन बना लें: उससे किसी भी ब्राउज़र से लौट सकेंगे।',
  noTokenTitle: 'यह लिंक अधूरा है',
  noTokenText: 'सर्वर शुरू होने पर जो पूरा लिंक छपा था, उसे “http” से आख़िरी अक्षर तक खोलें।',
  usedTitle: 'कोई पहले आ चुका है',
  usedText: 'इसका मालिक पहले से है। उनसे न्योता मँगाएँ।',
};
