package dev.notifier.templates;

/** Decides what a template does with Vietnamese diacritics. */
public enum DiacriticsPolicy {
  /** Keeps them: clearer to read, but usually UCS-2. */
  KEEP,
  /** Strips them, as most Vietnamese service messages do: GSM-7. */
  STRIP,
  /** Takes the form with fewer segments; diacritics are kept if they cost nothing. */
  AUTO
}
