@echo off
rem Double-click to start the desk. The first time it sets itself up, which takes a minute and needs the internet.
rem pushd and not cd: it also goes to a folder on the network, which it gives a letter.
pushd "%~dp0"
if not exist run.py (
  echo This file stands alone. If it is inside a zip file, unpack all of that first, then double-click it there.
  pause
  exit /b 1
)
rem py is Python's own starter; python alone may be the shop's, which is no Python and says so by its exit code.
py -3 -c "import sys" >nul 2>nul
if not errorlevel 1 (
  py -3 run.py desk %*
  goto done
)
python -c "import sys" >nul 2>nul
if not errorlevel 1 (
  python run.py desk %*
  goto done
)
echo Python is not installed on this computer.
echo Get it from https://www.python.org/downloads/ (version 3.11 or newer), install it, then double-click this file again.
popd
pause
exit /b 1
:done
if errorlevel 1 (
  echo The desk could not start. The lines above say why.
  pause
  popd
  exit /b 1
)
popd
