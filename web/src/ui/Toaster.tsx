import { useStore } from '../app/store.js';
import { classNames } from './class-names.js';
import { Icon } from './Icon.js';
import css from './Toaster.module.css';
import { dismissToast, toasts } from './toasts.js';

/** Where toasts appear; one per page. */
export function Toaster() {
  const list = useStore(toasts);
  return (
    <div className={css.stack} role="status" aria-live="polite">
      {list.map((toast) => (
        <div key={toast.id} className={classNames(css.toast, css[toast.tone])}>
          {toast.tone !== 'plain' && <Icon name={toast.tone === 'done' ? 'check' : 'warning'} />}
          <span>{toast.text}</span>
          {toast.action && (
            <button
              type="button"
              className={css.action}
              onClick={() => {
                toast.action?.run();
                dismissToast(toast.id);
              }}
            >
              {toast.action.label}
            </button>
          )}
        </div>
      ))}
    </div>
  );
}
