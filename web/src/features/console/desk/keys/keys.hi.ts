import type { Translated } from '../../../../app/i18n/texts.js';
import type { deskKeys as english } from './keys.en.js';

export const deskKeys: Translated<typeof english> = {
  title: 'कीबोर्ड के शॉर्टकट',
  text: 'जब आप कुछ लिख नहीं रहे हों, डेस्क पर कहीं भी चलेंगे।',
  next: 'अगला संदेश',
  previous: 'पिछला संदेश',
  remove: 'संदेश हटाएँ, या रुका संदेश नामंज़ूर करें',
  approve: 'रुका संदेश मंज़ूर करें',
  approveAll: 'हाथ में लिए सारे रुके संदेश मंज़ूर करें',
  denyAll: 'हाथ में लिए सारे रुके संदेश नामंज़ूर करें',
  history: 'लिखने वाले के पुराने संदेश',
  mute: 'लिखने वाले को 10 मिनट रोकें',
  ban: 'लिखने वाले को बाहर करें',
  pin: 'ऊपर लगाएँ, या ऊपर से हटाएँ',
  write: 'चैट में लिखें',
  help: 'यह सूची',
};
