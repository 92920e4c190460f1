/** Always beside words that say what is waited for. */
export function Spinner() {
  return (
    <span
      aria-hidden="true"
      className="turn inline-block size-3.5 flex-none rounded-full border-2 border-current/30 border-t-current"
    />
  );
}
