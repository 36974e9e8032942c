package dev.notifier.console.tenants;

import dev.notifier.console.api.ApiException;
import dev.notifier.console.api.ApiPath;
import dev.notifier.console.layout.FormProblems;
import dev.notifier.console.layout.Page;
import dev.notifier.console.layout.Pages;
import dev.notifier.console.layout.SecondFactorForm;
import dev.notifier.console.web.ConsoleRequest;
import dev.notifier.console.web.Form;
import dev.notifier.console.web.Html;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The pages of tenants: all, one with its quota, and another one. */
@Controller
final class TenantsPagesController {
  private static final Form NOTHING_TYPED = Form.of(Map.of());
  private static final ApiPath TENANTS = ApiPath.of("/v1/tenants");

  private static final String QUOTA = "monthlySegments";
  private static final String RELEASE_LIMIT = "releaseLimit";
  private static final String SMALL_BATCHES = "smallBatchesInLane";

  private final Pages pages;

  TenantsPagesController(Pages pages) {
    this.pages = pages;
  }

  @GetMapping("/tenants")
  Html all(@RequestParam(required = false) @Nullable String after, ConsoleRequest request) {
    TenantView.All tenants = request.api().get(TENANTS.with("after", after), TenantView.All.class);
    Page page = pages.of(request, "tenants.title");
    return Html.of((out, none) -> JteallGenerated.render(out, none, page, tenants));
  }

  @GetMapping("/new-tenant")
  Html form(ConsoleRequest request) {
    return form(request, NOTHING_TYPED, FormProblems.none());
  }

  @PostMapping("/new-tenant")
  Object create(Form form, ConsoleRequest request) {
    FormProblems wrong = wrong(request, form);
    if (!wrong.isEmpty()) {
      return form(request, form, wrong);
    }
    String id = form.text("id");
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().create(path(id), body(form));
      return request.redirect("tenants/" + id + "?notice=tenants.create");
    } catch (ApiException e) {
      return form(
          request, form, FormProblems.of(pages.of(request, "tenants.new-title"), e.problem()));
    }
  }

  @GetMapping("/tenants/{id}")
  Html one(@PathVariable String id, ConsoleRequest request) {
    return show(request, id, null, FormProblems.none());
  }

  @PostMapping("/tenants/{id}")
  Object change(@PathVariable String id, Form form, ConsoleRequest request) {
    FormProblems wrong = wrong(request, form);
    if (!wrong.isEmpty()) {
      return show(request, id, form, wrong);
    }
    try {
      SecondFactorForm.giveIfTyped(request, form);
      request.api().send("PUT", path(id), body(form), form.text("version"));
      return request.redirect("tenants/" + id + "?notice=tenants.change");
    } catch (ApiException e) {
      return show(
          request, id, form, FormProblems.of(pages.of(request, "tenants.title"), e.problem()));
    }
  }

  private static ApiPath path(String id) {
    return ApiPath.of("/v1/tenants/{}", id);
  }

  private static Map<String, Object> body(Form form) {
    Map<String, Object> body = new LinkedHashMap<>();
    body.put("title", form.text("title"));
    body.put("suspended", form.has("suspended"));
    body.put("advertising", form.has("advertising"));
    body.put(SMALL_BATCHES, form.has(SMALL_BATCHES));
    for (String field : List.of(QUOTA, RELEASE_LIMIT)) {
      Long number = form.number(field);
      if (number != null) {
        body.put(field, number);
      }
    }
    return body;
  }

  private FormProblems wrong(ConsoleRequest request, Form form) {
    Page page = pages.of(request, "tenants.title");
    if (form.isNoNumber(QUOTA)) {
      return FormProblems.of(QUOTA, page.t("tenants.wrong-number", page.t("tenants.quota")));
    }
    return form.isNoNumber(RELEASE_LIMIT)
        ? FormProblems.of(
            RELEASE_LIMIT, page.t("tenants.wrong-number", page.t("tenants.release-limit")))
        : FormProblems.none();
  }

  private Html form(ConsoleRequest request, Form typed, FormProblems problems) {
    Page page = pages.of(request, "tenants.new-title");
    Html.Template template =
        (out, none) -> JtenewGenerated.render(out, none, page, typed, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private Html show(
      ConsoleRequest request, String id, @Nullable Form typed, FormProblems problems) {
    TenantView tenant = request.api().get(path(id), TenantView.class);
    TenantView.Quota quota =
        request.api().get(ApiPath.of("/v1/tenants/{}/quota", id), TenantView.Quota.class);
    Page page = pages.named(request, tenant.title());
    Form form = typed == null ? formOf(tenant) : typed;
    Html.Template template =
        (out, none) -> JteoneGenerated.render(out, none, page, tenant, quota, form, problems);
    return problems.isEmpty() ? Html.of(template) : Html.invalid(template);
  }

  private static Form formOf(TenantView tenant) {
    Map<String, List<String>> fields = new LinkedHashMap<>();
    fields.put("title", List.of(tenant.title()));
    if (tenant.monthlySegments() != null) {
      fields.put(QUOTA, List.of(tenant.monthlySegments().toString()));
    }
    if (tenant.releaseLimit() != null) {
      fields.put(RELEASE_LIMIT, List.of(tenant.releaseLimit().toString()));
    }
    if (tenant.smallBatchesInLane()) {
      fields.put(SMALL_BATCHES, List.of("on"));
    }
    if (tenant.suspended()) {
      fields.put("suspended", List.of("on"));
    }
    if (tenant.advertising()) {
      fields.put("advertising", List.of("on"));
    }
    return Form.of(fields);
  }
}
