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
import org.springframework.web.context.request.RequestAttributes;
import org.springframework.web.method.support.HandlerMethodReturnValueHandler;
import org.springframework.web.method.support.ModelAndViewContainer;

/**
 * Writes pages. A template that fails has written nothing, and neither has one whose page would be
 * larger than {@value #MAX_UNITS} characters. Thread-safe.
 */
public final class HtmlHandler implements HandlerMethodReturnValueHandler {
  /**
   * The attribute of a request whose response had begun when it failed: a page at its end would
   * make a part of it look complete.
   */
  public static final String BROKEN = HtmlHandler.class.getName() + ".broken";

  /** Pages have some hundred thousand. */
  static final int MAX_UNITS = 8 << 20;

  /** A page before it is sent, up to a size. */
  private static final class BoundedOutput implements TemplateOutput {
    private final Utf8ByteOutput page = new Utf8ByteOutput();
    private int units;

    @Override
    public void writeContent(String text) {
      count(text.length());
      page.writeContent(text);
    }

    @Override
    public void writeContent(String text, int begin, int end) {
      count(end - begin);
      page.writeContent(text, begin, end);
    }

    @Override
    public void writeBinaryContent(byte[] text) {
      count(text.length);
      page.writeBinaryContent(text);
    }

    private void count(int more) {
      units += more;
      if (units > MAX_UNITS) {
        throw new IllegalStateException("A page has more than " + MAX_UNITS + " characters");
      }
    }
  }

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
    if (response != null && response.isCommitted()) {
      request.setAttribute(BROKEN, true, RequestAttributes.SCOPE_REQUEST);
    } else if (value instanceof Html html && response != null) {
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
    BoundedOutput output = new BoundedOutput();
    html.template().render(new OwaspHtmlTemplateOutput(output), new NoInterceptor());
    response.setStatus(html.status().value());
    response.setContentType("text/html;charset=UTF-8");
    response.setContentLength(output.page.getContentLength());
    output.page.writeTo(response.getOutputStream());
  }
}
