package dev.notifier.api.users;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.notifier.api.http.MergePatch;
import dev.notifier.api.problem.ErrorCode;
import dev.notifier.api.problem.ProblemException;
import dev.notifier.api.schema.RequestSchema;
import dev.notifier.store.users.StoredUser;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a caller says about a user.
 *
 * @param tenant null = that of the caller
 * @param roles ids; what they mean is checked by {@link UserRules}
 * @param rights ids; null = none
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record UserForm(
    String name,
    String fullName,
    @Nullable String tenant,
    List<String> roles,
    @Nullable List<String> rights) {
  private static final RequestSchema SCHEMA =
      RequestSchema.named(
          "NewUser", new RequestSchema.Codes(ErrorCode.INVALID_USER, ErrorCode.INVALID_USER));

  /**
   * Reads a form.
   *
   * @throws ProblemException with all violations in single fields
   */
  static UserForm read(JsonNode body) {
    return SCHEMA.bind(body, UserForm.class);
  }

  /** The form of a stored user. */
  static UserForm of(StoredUser stored) {
    return new UserForm(
        stored.name(), stored.fullName(), stored.tenant(), stored.roles(), stored.rights());
  }

  /**
   * The form with a merge patch (RFC 7396) of it.
   *
   * @throws ProblemException with all violations in single fields
   */
  UserForm patched(ObjectNode patch) {
    ObjectNode form = JsonMapper.shared().valueToTree(this);
    MergePatch.apply(form, patch);
    return read(form);
  }

  List<String> givenRights() {
    return rights == null ? List.of() : rights;
  }

  /** Omits the name for people. */
  @Override
  public String toString() {
    return "UserForm[" + name + "]";
  }
}
