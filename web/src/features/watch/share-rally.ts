import type { RallyView } from '@sammelan/shared/rallies/rallies.dto.js';
import i18next from 'i18next';
import { showToast } from '../../ui/toasts.js';

/** Hands the rally's link to the phone's share sheet, or copies it; with the sharer's region in it, for their neighbours. */
export async function shareRally(rally: RallyView, title: string, regionCode: string | undefined): Promise<void> {
  const url = new URL(`/r/${rally.slug}`, location.origin);
  if (regionCode) url.searchParams.set('region', regionCode);
  const text = i18next.t('watch:shareText', { title });
  if (navigator.share) {
    await navigator.share({ title, text, url: url.href }).catch(() => undefined); // put aside by the person
    return;
  }
  try {
    await navigator.clipboard.writeText(url.href);
    showToast({ tone: 'done', text: i18next.t('watch:linkCopied') });
  } catch {
    showToast({ tone: 'problem', text: i18next.t('watch:linkNotCopied') });
  }
}
