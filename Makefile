# Every chore of the repository; `make help` lists them.
SHELL := /bin/bash
.DEFAULT_GOAL := help

CONFIGURATION := Release
QUIET := --nologo -v quiet --tl:off -clp:NoSummary -c $(CONFIGURATION)
PROGRAMS := EdgeGuard.Edge EdgeGuard.Scim EdgeGuard.Cli
ROUNDS := 5
EDGEGUARD := artifacts/publish/EdgeGuard.Cli/release/edgeguard

export DOTNET_CLI_TELEMETRY_OPTOUT := 1
export DOTNET_NOLOGO := 1

.PHONY: help build run demo test conformance bench faults model properties race lint format publish redis

help: ## list the targets
	@awk -F':.*## ' '/^[a-z]+:.*## /{printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

build: ## build everything, warnings as errors
	@dotnet build EdgeGuard.sln $(QUIET)

publish: ## publish the three programs into artifacts/publish
	@for program in $(PROGRAMS); do dotnet publish src/$$program $(QUIET) || exit $$?; done

run: publish ## start everything on this machine, prove it once, stay up until Ctrl-C
	@exec $(EDGEGUARD) dev --verify

demo: publish ## the same, but exit with the proof's result
	@exec $(EDGEGUARD) dev --verify --exit-after-verify --any-ports

test: redis ## all test suites; the last line is "N passed, M failed"
	@tests/run.sh

conformance: publish ## the sample suite of policy tests, by the command that customers run
	@$(EDGEGUARD) test --coverage 90 tests/conformance

faults: redis ## the end-to-end fault tests alone, each fault several times over
	@EDGEGUARD_FAULT_ROUNDS=$(ROUNDS) tests/run.sh EdgeGuard.EndToEnd.Tests -- --filter-trait Category=Faults --show-live-output on

model: ## the long form of the lease's model: explores far more, and finds each planted bug; takes minutes
	@EDGEGUARD_MODEL=long tests/run.sh EdgeGuard.Sync.Tests -- --filter-class "*LeaseModelTests" --show-live-output on

properties: ## the long form of the engine's properties: a million random questions and more against the slow reference; takes minutes
	@EDGEGUARD_PROPERTIES=long tests/run.sh EdgeGuard.Engine.Tests -- --filter-class "*ReferenceTests" "*PropertyTests" --show-live-output on

race: publish ## 100,000 requests race with deactivations on three edges; none sent after an answer may be allowed
	@exec $(EDGEGUARD) dev --exit-after-verify --any-ports --race 100000

bench: ## the benchmarks: a line per target, tables in bench/results
	@dotnet run $(QUIET) --project bench/EdgeGuard.Benchmarks -- targets

lint: ## formatting and analyzers, without changing anything
	@dotnet format EdgeGuard.sln --verify-no-changes --severity warn

format: ## apply the formatting rules
	@dotnet format EdgeGuard.sln --severity warn

redis:
	@tests/redis.sh
