import type { Translated } from '../../app/i18n/texts.js';
import type { signIn as english } from './sign-in.en.js';

export const signIn: Translated<typeof english> = {
  title: 'आयोजक के तौर पर आएँ',
  login: 'लॉगिन',
  password: 'पासवर्ड',
  next: 'आगे',
  withPasskey: 'पासकी से आएँ',
  passkeyNotUsed: 'पासकी नहीं चली। फिर कोशिश करें, या पासवर्ड से आएँ।',
  noAccount: 'देखने या बातचीत में लिखने के लिए खाता नहीं चाहिए। आयोजकों को खाता संगठन के लिंक से मिलता है।',
  codeTitle: 'बस एक क़दम और',
  code: 'कोड',
  codeHint: 'आपके ऑथेंटिकेटर ऐप के छह अंक। फ़ोन खो गया हो तो बचाव वाला एक कोड।',
  enter: 'अंदर आएँ',
};
