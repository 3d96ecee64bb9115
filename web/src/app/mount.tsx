import './../ui/base.css';
import type { ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { Toaster } from '../ui/Toaster.js';
import { ErrorBoundary } from './ErrorBoundary.js';
import { startI18n, type TextLoader } from './i18n/i18n.js';

/** Starts a page: its texts in the reader's language, then what it shows, with a net under it; not before `when`. */
export async function mount(texts: TextLoader, page: ReactNode, when?: Promise<unknown>): Promise<void> {
  await Promise.all([startI18n(texts), when]);
  createRoot(document.getElementById('page')!).render(
    <ErrorBoundary>
      {page}
      <Toaster />
    </ErrorBoundary>,
  );
}
