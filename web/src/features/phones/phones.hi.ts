import type { Translated } from '../../app/i18n/texts.js';
import type { phones as english } from './phones.en.js';

export const phones: Translated<typeof english> = {
  title: 'अपना फ़ोन पक्का करें',
  why: 'इस रैली में वही लिख सकते हैं जिनका फ़ोन पक्का हो। हम आपको एक कोड भेजेंगे; आपका नंबर किसी को नहीं दिखेगा।',
  number: 'मोबाइल नंबर',
  numberHint: 'दस अंक। एक फ़ोन से घर के कई लोग जुड़ सकते हैं।',
  send: 'मुझे कोड भेजें',
  sent: 'हमने {{digits}} पर ख़त्म होने वाले नंबर पर कोड भेजा है। यह तीन मिनट चलेगा।',
  code: 'मैसेज में आया कोड',
  over: 'यह कोड अब नहीं चलेगा। नया कोड मँगाएँ।',
  resend: 'नया कोड भेजें',
  resendIn: '{{time}} में नया कोड',
  otherNumber: 'दूसरा नंबर',
  needed: 'यहाँ लिखने के लिए अपना फ़ोन पक्का करें। आप पढ़ सकते हैं।',
  confirm: 'फ़ोन पक्का करें',
  done: 'आपका फ़ोन पक्का हो गया। अब आप लिख सकते हैं।',
};
