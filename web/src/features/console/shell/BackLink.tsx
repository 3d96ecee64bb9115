import { Link } from 'wouter';
import type { ReactNode } from 'react';
import { Icon } from '../../../ui/Icon.js';
import css from './BackLink.module.css';

/** The way up, above a page's title. */
export function BackLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link className={css.back} href={href}>
      <Icon name="chevron-left" size={18} />
      {children}
    </Link>
  );
}
