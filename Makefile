# Every target hands over to tools/bootstrap.py, which any Python can read; it finds one that fits.
# make lab PORT=8899 · make lab TENSORFLOW=no · make test ARGS="-k churn" · make lab PYTHON=/path/to/python3.12

TASKS := lab test notebooks exercises doctor bench lock clean

.PHONY: help $(TASKS)

help:
	@echo "make lab        open the lessons in JupyterLab (makes the environment the first time)"
	@echo "make test       run every test"
	@echo "make notebooks  run the lessons anew and rewrite their numbers"
	@echo "make exercises  make the learners' exercise notebooks from the sources"
	@echo "make doctor     say whether this environment can run the course"
	@echo "make bench      measure speed against other libraries"
	@echo "make lock       renew the lock file of versions"
	@echo "make clean      remove the environment and caches"

$(TASKS):
	@for python in python3 python python3.12 python3.13 python3.11 "$$PYTHON"; do \
	  "$$python" -c "" >/dev/null 2>&1 && exec "$$python" tools/bootstrap.py $@; \
	done; \
	echo "The course needs Python 3.11, 3.12 or 3.13 and found none: install it (python.org) and try again." >&2; \
	exit 1
