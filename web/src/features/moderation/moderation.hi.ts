import type { Translated } from '../../app/i18n/texts.js';
import type { moderation as english } from './moderation.en.js';

export const moderation: Translated<typeof english> = {
  tools: '{{name}} का संदेश',
  remove: 'संदेश हटाएँ',
  pin: 'सबके लिए ऊपर लगाएँ',
  unpin: 'ऊपर से हटाएँ',
  mute1: '1 मिनट लिखना रोकें',
  mute10: '10 मिनट लिखना रोकें',
  mute60: '1 घंटा लिखना रोकें',
  muteRally: 'रैली के अंत तक लिखना रोकें',
  ban: 'रैली से निकालें…',
  banText: '{{name}} तुरंत हर फ़ोन और कंप्यूटर से बाहर हो जाएँगे और इस रैली में लौट नहीं पाएँगे। उनका न्योता भी बंद हो जाएगा।',
  banDo: '{{name}} को निकालें',
  removed: 'संदेश हटा दिया',
  muted: '{{name}} का लिखना रोक दिया',
  banned: '{{name}} को निकाल दिया',
  pinned: 'सबके लिए ऊपर लगा दिया',
  unpinned: 'ऊपर से हटा दिया',
};
