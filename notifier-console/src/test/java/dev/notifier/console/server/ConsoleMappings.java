package dev.notifier.console.server;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.AnnotatedBeanDefinition;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.stereotype.Controller;
import org.springframework.util.ClassUtils;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;

/** The addresses of all pages and commands of the console. */
final class ConsoleMappings {
  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)(?::((?:[^{}]|\\{[^}]*})*))?}");

  /** Of whatever has an id. */
  static final String ID = "0193807a-5f3c-7b21-9c44-1f0e8a6d2b57";

  private ConsoleMappings() {}

  /** The addresses without a slash at their beginning, with values for their places. */
  static List<String> of(RequestMethod method) {
    ClassPathScanningCandidateComponentProvider provider =
        new ClassPathScanningCandidateComponentProvider(false);
    provider.addIncludeFilter(new AnnotationTypeFilter(Controller.class));
    List<String> found = new ArrayList<>();
    for (BeanDefinition each : provider.findCandidateComponents("dev.notifier.console")) {
      String name = ((AnnotatedBeanDefinition) each).getMetadata().getClassName();
      for (Method handler : ClassUtils.resolveClassName(name, null).getDeclaredMethods()) {
        RequestMapping mapping =
            AnnotatedElementUtils.findMergedAnnotation(handler, RequestMapping.class);
        if (mapping != null && List.of(mapping.method()).contains(method)) {
          Arrays.stream(mapping.path()).map(ConsoleMappings::address).forEach(found::add);
        }
      }
    }
    return found.stream().distinct().sorted().toList();
  }

  private static String address(String template) {
    return PLACE
        .matcher(template.substring(1))
        .replaceAll(place -> Matcher.quoteReplacement(value(place.group(1), place.group(2))));
  }

  private static String value(String name, @Nullable String form) {
    if (form != null) {
      return form.startsWith("[0-9]") ? "1" : form.split("\\|", 2)[0];
    }
    return name.equals("name") ? "viettel" : ID;
  }

  /** The forms of a page that are commands: the fields of each address, as the browser has them. */
  static Map<String, Map<String, String>> forms(String page) {
    Map<String, Map<String, String>> forms = new LinkedHashMap<>();
    Matcher form = Pattern.compile("(?s)<form ([^>]*)>(.*?)</form>").matcher(page);
    while (form.find()) {
      String action = attribute(form.group(1), "action");
      if (form.group(1).contains("method=\"post\"") && !action.isEmpty()) {
        Map<String, String> fields = forms.computeIfAbsent(action, _ -> new LinkedHashMap<>());
        Matcher field =
            Pattern.compile("<(?:input|select|textarea|button)([^>]* name=[^>]*)>")
                .matcher(form.group(2));
        while (field.find()) {
          boolean hidden = field.group(1).contains("type=\"hidden\"");
          fields.put(
              attribute(field.group(1), "name"), hidden ? attribute(field.group(1), "value") : "");
        }
      }
    }
    return forms;
  }

  private static String attribute(String tag, String name) {
    Matcher found = Pattern.compile("(?:^| )" + name + "=\"([^\"]*)\"").matcher(tag);
    return found.find() ? found.group(1) : "";
  }
}
