import {
  type InputHTMLAttributes,
  type ReactNode,
  type SelectHTMLAttributes,
  type TextareaHTMLAttributes,
  useId,
} from 'react';
import { classNames } from './class-names.js';
import css from './Field.module.css';
import { Icon } from './Icon.js';

interface FieldProps {
  label: string;
  /** One line under the control that helps to fill it in. */
  hint?: string;
  /** What is wrong with it. */
  error?: string;
  /** Keeps the label for readers and hides it from sight, where the place says it already. */
  labelHidden?: boolean;
}

interface Wiring {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
  className: string;
}

function FieldFrame({
  label,
  hint,
  error,
  labelHidden,
  children,
}: FieldProps & { children: (w: Wiring) => ReactNode }) {
  const id = useId();
  const hintId = `${id}-hint`;
  const errorId = `${id}-error`;
  const describedBy = [error && errorId, hint && hintId].filter(Boolean).join(' ') || undefined;
  return (
    <div className={css.field}>
      <label className={classNames(css.label, labelHidden && 'visually-hidden')} htmlFor={id}>
        {label}
      </label>
      {children({
        id,
        'aria-describedby': describedBy,
        'aria-invalid': error ? true : undefined,
        className: classNames(css.control, error && css.wrong),
      })}
      {error && (
        <p id={errorId} className={css.error}>
          <Icon name="warning" size={16} /> {error}
        </p>
      )}
      {hint && (
        <p id={hintId} className={css.hint}>
          {hint}
        </p>
      )}
    </div>
  );
}

type Owned = 'id' | 'className' | 'aria-describedby' | 'aria-invalid';

/** A labelled one-line input. */
export function Field({
  label,
  hint,
  error,
  labelHidden,
  ...input
}: FieldProps & Omit<InputHTMLAttributes<HTMLInputElement>, Owned>) {
  const frame = { label, hint, error, labelHidden };
  return <FieldFrame {...frame}>{(wiring) => <input {...input} {...wiring} />}</FieldFrame>;
}

/** A labelled text of several lines. */
export function TextArea({
  label,
  hint,
  error,
  labelHidden,
  ...area
}: FieldProps & Omit<TextareaHTMLAttributes<HTMLTextAreaElement>, Owned>) {
  const frame = { label, hint, error, labelHidden };
  return <FieldFrame {...frame}>{(wiring) => <textarea rows={3} {...area} {...wiring} />}</FieldFrame>;
}

/** A labelled native choice; `options` are [value, text]. */
export function Select({
  label,
  hint,
  error,
  labelHidden,
  options,
  ...select
}: FieldProps & { options: readonly (readonly [string, string])[] } & Omit<
    SelectHTMLAttributes<HTMLSelectElement>,
    Owned | 'children'
  >) {
  const frame = { label, hint, error, labelHidden };
  return (
    <FieldFrame {...frame}>
      {(wiring) => (
        <select {...select} {...wiring}>
          {options.map(([value, text]) => (
            <option key={value} value={value}>
              {text}
            </option>
          ))}
        </select>
      )}
    </FieldFrame>
  );
}
