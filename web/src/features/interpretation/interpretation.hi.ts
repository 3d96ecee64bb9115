import type { Translated } from '../../app/i18n/texts.js';
import type { interpretation as english } from './interpretation.en.js';

export const interpretation: Translated<typeof english> = {
  menu: 'सुनने की भाषा',
  floor: 'जैसे बोला जा रहा है',
  silent: '{{language}}: दुभाषिया अभी चुप है। आप मंच की आवाज़ सुन रहे हैं।',
  away: '{{language}}: अभी दुभाषिया नहीं है। आप मंच की आवाज़ सुन रहे हैं।',
};
