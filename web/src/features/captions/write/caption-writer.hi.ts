import type { Translated } from '../../../app/i18n/texts.js';
import type { captionWriter as english } from './caption-writer.en.js';

export const captionWriter: Translated<typeof english> = {
  title: 'कैप्शन · {{title}}',
  heading: 'कैप्शन लिखें',
  language: 'आप लिख रहे हैं',
  line: 'जो बोला जा रहा है',
  lineHint: 'Enter दबाते ही पंक्ति चली जाती है। ऊपर वाले तीर से पिछली पंक्ति सुधारें।',
  placeholder: 'जो सुनें, वह लिखें…',
  send: 'भेजें',
  correct: 'सुधारें',
  correcting: 'आप भेजी हुई पंक्ति सुधार रहे हैं।',
  keepAsIs: 'जैसी है वैसी रहने दें',
  takeDown: 'हटाएँ',
  lines: 'भेजी हुई पंक्तियाँ',
  empty: 'अभी कोई पंक्ति नहीं',
  emptyText: 'सुनें, एक पंक्ति लिखें, Enter दबाएँ। जिनके कैप्शन चालू हैं, वे तुरंत पढ़ लेंगे।',
  notOpen: 'रैली अभी शुरू नहीं हुई। तैयारी कक्ष खुलते ही आप लिख सकेंगे।',
  notInvited: 'यहाँ सिर्फ़ बुलाए गए लोग लिखते हैं',
  notInvitedText: 'जो लिंक आपको मिला था, उसे खोलें। ज़िम्मेदारी वापस ले ली गई हो तो आयोजक से पूछें।',
  over: 'रैली पूरी हो गई',
  overText: 'धन्यवाद। आपका लिखा रिकॉर्डिंग के साथ रहेगा।',
  watch: 'रैली देखें',
};
