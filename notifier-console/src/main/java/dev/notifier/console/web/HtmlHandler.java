package dev.notifier.console.web;

import gg.jte.TemplateOutput;
import gg.jte.html.HtmlInterceptor;
import gg.jte.html.OwaspHtmlTemplateOutput;
import gg.jte.output.StringOutput;
import gg.jte.output.Utf8ByteOutput;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.core.MethodParameter;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/** Writes pages. A template that fails has written nothing. Thread-safe. */
public final class HtmlHandler implements HandlerMethodReturnValueHandler {
  /** Generated classes have a parameter for it. */
  private static final class NoInterceptor implements HtmlInterceptor {
    @Override
    public void onHtmlTagOpened(
        String name, Map<String, Object> attributes, TemplateOutput output) {}

    @Override
    public void onHtmlTagClosed(String name, TemplateOutput output) {}
  }

  @Override
  public boolean supportsReturnType(MethodParameter type) {
    return Html.class.equals(type.getParameterType());
  }

  @Override
  public void handleReturnValue(
      @Nullable Object value,
      MethodParameter type,
      ModelAndViewContainer container,
      NativeWebRequest request)
      throws IOException {
    container.setRequestHandled(true);
    HttpServletResponse response = request.getNativeResponse(HttpServletResponse.class);
    if (value instanceof Html html && response != null) {
      write(html, response);
    }
  }

  /** The text of a part of a page. */
  public static String text(Html.Template template) {
    StringOutput output = new StringOutput();
    template.render(new OwaspHtmlTemplateOutput(output), new NoInterceptor());
    return output.toString();
  }

  /** Writes a page. */
  public static void write(Html html, HttpServletResponse response) throws IOException {
    Utf8ByteOutput output = new Utf8ByteOutput();
    html.template().render(new OwaspHtmlTemplateOutput(output), new NoInterceptor());
    response.setStatus(html.status().value());
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(output.getContentLength());
    output.writeTo(response.getOutputStream());
  }
}
