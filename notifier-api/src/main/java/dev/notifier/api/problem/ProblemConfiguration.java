package dev.notifier.api.problem;

import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/** Configures the problem documents. */
@Configuration(proxyBeanMethods = false)
@Import({ProblemAdvice.class, ErrorPageController.class, InstanceAdvice.class})
public class ProblemConfiguration {}
