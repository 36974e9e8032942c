package dev.notifier.console.web;

import gg.jte.html.HtmlInterceptor;
import gg.jte.html.HtmlTemplateOutput;
import org.springframework.http.HttpStatus;

/**
 * The response of a page: a status and a template with its values. {@link HtmlHandler} writes it.
 */
public record Html(HttpStatus status, Template template) {
  /** A template with its values: a call of a class that was generated from a template. */
  @FunctionalInterface
  public interface Template {
    /**
     * Writes the page.
     *
     * @param none what generated classes take, and never call
     */
    void render(HtmlTemplateOutput output, HtmlInterceptor none);
  }

  /** A page. */
  public static Html of(Template template) {
    return new Html(HttpStatus.OK, template);
  }

  /** A form that has errors. */
  public static Html invalid(Template template) {
    return new Html(HttpStatus.UNPROCESSABLE_CONTENT, template);
  }
}
