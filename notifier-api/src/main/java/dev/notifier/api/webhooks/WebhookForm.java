package dev.notifier.api.webhooks;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.webhooks.Webhook;
import dev.notifier.store.webhooks.WebhookFilter;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller says about a webhook.
 *
 * @param filter null = every change
 * @param batchSize the most changes of a request; null = 1
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record WebhookForm(
    String name, String url, @Nullable WebhookFilter filter, @Nullable Integer batchSize) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "NewWebhook",
          new RequestSchema.Codes(ErrorCode.INVALID_WEBHOOK, ErrorCode.INVALID_WEBHOOK));

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations in single fields
   */
  static WebhookForm read(JsonNode body) {
    return SCHEMA.bind(body, WebhookForm.class);
  }

  /** The form of a stored webhook. */
  static WebhookForm of(Webhook webhook) {
    return new WebhookForm(webhook.name(), webhook.url(), webhook.filter(), webhook.batchSize());
  }

  /**
   * The form with a merge patch (RFC 7396) of it.
   *
   * @throws ProblemException with all violations in single fields
   */
  WebhookForm patched(ObjectNode patch) {
    ObjectNode form = JsonMapper.shared().valueToTree(this);
    merge(form, patch);
    return read(form);
  }

  private static void merge(ObjectNode target, ObjectNode patch) {
    for (Map.Entry<String, JsonNode> field : patch.properties()) {
      JsonNode value = field.getValue();
      if (value.isNull()) {
        target.remove(field.getKey());
      } else if (value instanceof ObjectNode object
          && target.get(field.getKey()) instanceof ObjectNode present) {
        merge(present, object);
      } else {
        target.set(field.getKey(), value);
      }
    }
  }

  WebhookFilter filterOrAll() {
    return filter == null ? WebhookFilter.ALL : filter;
  }

  int batchSizeOrOne() {
    return batchSize == null ? 1 : batchSize;
  }
}
