package dev.notifier.config;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * Limits of what operators can store and do at the same time, so that the memory of the api is
 * bounded.
 *
 * @param eventTypes the most event types, shipped ones included
 * @param templates the most templates, with those that have only a draft
 * @param versions the most versions of an event type or template
 * @param tenantTemplates bytes of the templates of all tenants other than the national one, as
 *     JSON; at least those of one tenant
 * @param persons the most persons of each tenant in the directory
 * @param parallelWork how many diffs, previews, imports, exports and changes of event types an api
 *     processes at the same time; further ones are rejected with 503
 */
public record LimitsConfig(
    @DefaultValue("500")
        @Min(value = 20, message = "must be from 20 to 5000") @Max(value = 5_000, message = "must be from 20 to 5000") int eventTypes,
    @DefaultValue("500")
        @Min(value = 20, message = "must be from 20 to 5000") @Max(value = 5_000, message = "must be from 20 to 5000") int templates,
    @DefaultValue("1000")
        @Min(value = 10, message = "must be from 10 to 10000") @Max(value = 10_000, message = "must be from 10 to 10000") int versions,
    @DefaultValue("64MB") @NotNull DataSize tenantTemplates,
    @DefaultValue("20000000")
        @Min(value = 1_000, message = "must be from 1000 to 200000000") @Max(value = 200_000_000, message = "must be from 1000 to 200000000") long persons,
    @DefaultValue("4")
        @Min(value = 1, message = "must be from 1 to 64") @Max(value = 64, message = "must be from 1 to 64") int parallelWork) {}
