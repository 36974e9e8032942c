package dev.notifier.templates;

/** Renders the text of a message. Implementations are pure and thread-safe. */
public interface Renderer {
  /** Returns the text, or why there is none; never throws because of the content of a request. */
  RenderResult render(RenderRequest request);
}
