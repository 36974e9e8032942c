package dev.notifier.console.api;

/** The HTTP interface refused a request. The message contains no data of people. */
public final class ApiException extends RuntimeException {
  private final transient ApiProblem problem;

  public ApiException(ApiProblem problem) {
    super(problem.status() + " " + problem.id());
    this.problem = problem;
  }

  public ApiProblem problem() {
    return problem;
  }
}
