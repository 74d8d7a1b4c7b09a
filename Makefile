# Every target hands over to tools/bootstrap.py, which any Python can read; it finds one that fits.
# make lab PORT=8899 · make lab TENSORFLOW=no · make test ARGS="-k churn" · make lab PYTHON=/path/to/python3.12 · make matrix SET=lowest

TASKS := lab test web notebooks exercises site doctor bench peers matrix simd lock clean

.PHONY: help $(TASKS)

help:
	@echo "make lab        open your own copies of the lessons in JupyterLab (the first time: makes the environment)"
	@echo "make test       run every test but those of make web"
	@echo "make web        run all lessons as in a page of the web, and the pages in a browser (long)"
	@echo "make notebooks  run the lessons anew and rewrite their numbers"
	@echo "make exercises  make the learners' exercise notebooks from the sources"
	@echo "make site       build the site of the course in the folder site"
	@echo "make doctor     say whether this environment can run the course"
	@echo "make bench      measure speed against other libraries"
	@echo "make peers      run Keras' own tests on the engine"
	@echo "make matrix     run lessons and tests with another set of versions (SET=py311, lowest, colab, …)"
	@echo "make simd       run the lessons once more as an older processor would"
	@echo "make lock       renew the lock file of versions"
	@echo "make clean      remove the environments and caches (never your copies)"

$(TASKS):
	@for python in python3 python python3.12 python3.13 python3.11 python3.14 "$$PYTHON"; do \
	  "$$python" -c "" >/dev/null 2>&1 && exec "$$python" tools/bootstrap.py $@; \
	done; \
	echo "The course needs Python 3.11, 3.12, 3.13 or 3.14 and found none: install it (python.org) and try again." >&2; \
	exit 1
