import { useRef, useState } from 'react';
import css from './DateField.module.css';
import { dayText, readDay } from './day-text.js';
import { Field } from './Field.js';
import { IconButton } from './IconButton.js';

interface DateFieldProps {
  label: string;
  /** How to write it: `dd/mm/yyyy`, in the reader's words. */
  placeholder: string;
  /** Said where what was written is no day. */
  wrong: string;
  /** Of the button that opens the browser's own calendar. */
  pick: string;
  hint?: string;
  /** `2026-11-22`, or empty. */
  value: string;
  /** With a day, or with an empty text; not while what is written is no day. */
  onChange: (day: string) => void;
}

/** A day, written day first whatever the browser's language is, or picked from its calendar. */
export function DateField({ value, onChange, placeholder, wrong, pick, ...field }: DateFieldProps) {
  const [text, setText] = useState(dayText(value));
  const [shown, setShown] = useState(value);
  const [left, setLeft] = useState(true);
  const calendar = useRef<HTMLInputElement>(null);
  // Changed from outside: the form was reset, or the stored day has come.
  if (shown !== value) {
    setShown(value);
    if (readDay(text) !== value) setText(dayText(value));
  }
  const take = (day: string): void => {
    setShown(day);
    if (day !== value) onChange(day);
  };
  const isWrong = left && text.trim() !== '' && readDay(text) === null;
  return (
    <div className={css.field}>
      <Field
        {...field}
        inputMode="numeric"
        autoComplete="off"
        placeholder={placeholder}
        maxLength={10}
        value={text}
        {...(isWrong && { error: wrong })}
        onBlur={() => setLeft(true)}
        onChange={(event) => {
          const typed = event.currentTarget.value;
          setLeft(false);
          setText(typed);
          const day = typed.trim() === '' ? '' : readDay(typed);
          if (day !== null) take(day);
        }}
      />
      <span className={css.pick}>
        <IconButton icon="calendar" label={`${pick}: ${field.label}`} onClick={() => calendar.current?.showPicker()} />
        <input
          ref={calendar}
          type="date"
          className={css.calendar}
          tabIndex={-1}
          aria-hidden
          value={value}
          onChange={(event) => {
            setText(dayText(event.currentTarget.value));
            take(event.currentTarget.value);
          }}
        />
      </span>
    </div>
  );
}
