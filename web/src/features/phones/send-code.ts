import type { CodeSentView } from '@sammelan/shared/phones/phones.dto.js';
import { api } from '../../app/api.js';
import { currentLanguage } from '../../app/i18n/i18n.js';

/** Has a code sent. @throws AppError */
export const sendCode = (phone: string): Promise<CodeSentView> =>
  api<CodeSentView>('/api/phone/code', { body: { phone, language: currentLanguage() } });
