import css from './Switch.module.css';

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
}

/** On or off, at once: nothing to save. */
export function Switch({ label, checked, onChange, disabled }: SwitchProps) {
  return (
    <button
      type="button"
      role="switch"
      aria-checked={checked}
      disabled={disabled}
      className={css.switch}
      onClick={() => onChange(!checked)}
    >
      <span>{label}</span>
      <span className={css.track} aria-hidden="true">
        <span className={css.thumb} />
      </span>
    </button>
  );
}
