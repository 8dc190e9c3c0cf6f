# One command each. Every one installs what it needs when it is missing, by eng/setup.sh.
.DEFAULT_GOAL := help
.PHONY: help setup build run demo match test bench lint format reset migration schematron

FULL ?=
BUILD = dotnet build -nologo -v quiet

help:       ## says what there is
	@grep -E '^[a-z]+: .*##' Makefile | sed -E 's/^([a-z]+):[^#]*## /  make \1\t/' | expand -t 24

setup:
	@eng/setup.sh quiet

build: setup
	@$(BUILD) SharedServices.sln

run: setup  ## starts the system, tells the demonstration, says where everything is; Ctrl-C stops it; ARGS=--Port=0 takes free ports
	@$(BUILD) AppHost
	@exec dotnet run --no-build --project AppHost -- $(ARGS)

demo: setup ## plays April 2023 to February 2024 once on throw-away data and holds it against the independent table
	@$(BUILD) eng/Demo
	@exec dotnet run --no-build --project eng/Demo

match: setup ## ARGS="--hcc FILE --iwc FILE --statement FILE --out FILE": matches a statement with two ledgers, all canonical CSV
	@$(BUILD) -c Release eng/Matching
	@dotnet run --no-build -c Release --project eng/Matching -- $(ARGS)

test: setup ## everything that CI runs; closes with one line: N passed, N failed
	@eng/test.sh

bench: setup ## measures, side by side with peers, into artifacts/bench.json; FULL=1 takes the largest sizes, ARGS=months only those
	@$(BUILD) -c Release tests/Benchmarks
	@FULL=$(FULL) dotnet run --no-build -c Release --project tests/Benchmarks -- $(ARGS)

lint: setup ## style, analyzers, and what the package sources know of vulnerabilities
	@dotnet format SharedServices.sln --verify-no-changes --severity warn
	@$(BUILD) SharedServices.sln
	@eng/vulnerable.sh

format: setup ## puts the style right
	@dotnet format SharedServices.sln

reset:      ## forgets the data that `make run` keeps
	@rm -rf artifacts/data
	@echo "The next make run starts with empty databases."

migration: setup ## NAME=... SERVICE=...: writes a migration of a service's tables
	@test -n "$(NAME)" && test -n "$(SERVICE)" || { echo "Say make migration NAME=AddReviewer SERVICE=Recharging"; exit 2; }
	@dotnet tool restore >/dev/null
	@dotnet ef migrations add $(NAME) --project services/$(SERVICE)/$(SERVICE)

# Not kept here: fetch them from their publishers. .sch as Peppol and CEN publish them (assembled, one file each), or compiled .xsl, .xslt, .sef.json.
schematron: ## DIR=...: asks the official schematron files in DIR (.sch, .xsl, .xslt, .sef.json) of invoices that the product makes
	@eng/schematron.sh "$(DIR)"
