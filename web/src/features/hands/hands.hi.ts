import type { Translated } from '../../app/i18n/texts.js';
import type { hands as english } from './hands.en.js';

export const hands: Translated<typeof english> = {
  raise: 'हाथ उठाएँ',
  lower: 'हाथ नीचे करें',
  up: 'आपका हाथ उठा है। संचालक देख रहे हैं।',
  invited: 'आपको मंच पर बुलाया गया है',
  invitedText: 'पहले कैमरा और माइक जाँच लें; लाइव आने से पहले आपको कोई नहीं देखता।',
  go: 'मंच पर जाएँ',
  decline: 'अभी नहीं',
};
