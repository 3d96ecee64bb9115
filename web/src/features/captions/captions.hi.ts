import type { Translated } from '../../app/i18n/texts.js';
import type { captions as en } from './captions.en.js';

export const captions: Translated<typeof en> = {
  menu: 'कैप्शन',
  off: 'कैप्शन बंद',
  inLanguage: 'कैप्शन: {{language}}',
  large: 'बड़े अक्षर',
};
