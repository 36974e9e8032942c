package dev.notifier.templates;

/** Makes the text of a message. Implementations are pure and thread-safe. */
public interface Renderer {
  /** The text, or why there is none; never throws for what a request holds. */
  RenderResult render(RenderRequest request);
}
