package dev.notifier.templates;

/** What a template does with Vietnamese marks. */
public enum DiacriticsPolicy {
  /** As written: clearer to read, usually UCS-2. */
  KEEP,
  /** Without marks, as most Vietnamese service messages are sent: GSM-7. */
  STRIP,
  /** Whichever form sends fewer segments; marks stay where they cost nothing. */
  AUTO
}
